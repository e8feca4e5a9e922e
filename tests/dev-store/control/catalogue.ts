/** /__dev/shops/{shop}/products and /customers. */
import type { Router } from "../http.ts";
import {
  createCustomer,
  deleteCustomer,
  updateCustomer,
  type CustomerInput,
} from "../state/customers/customers.ts";
import { createProduct, type CreateProductInput } from "../state/products/create-product.ts";
import { deleteProduct } from "../state/products/delete-product.ts";
import { generateCatalogue, type GenerateCatalogueInput } from "../state/products/generate-catalogue.ts";
import { updateProduct, type UpdateProductInput } from "../state/products/update-product.ts";
import type { Product, Shop } from "../state/types.ts";
import type { OperationOptions } from "../state/world.ts";
import { carryOut, customerOf, optionsIn, productOf, shopOf, type ControlParts } from "./parts.ts";

function withVariants(shop: Shop, product: Product): object {
  return { ...product, variants: product.variantIds.map((id) => shop.variants.get(id)) };
}

export function mountCatalogueControl(router: Router, parts: ControlParts): void {
  const { world } = parts;
  const products = "/__dev/shops/:shop/products";
  const customers = "/__dev/shops/:shop/customers";

  router.get(products, async (context) => {
    const shop = shopOf(parts, context);
    await carryOut(context, 200, () =>
      [...shop.products.values()].map((product) => withVariants(shop, product)),
    );
  });
  router.post(products, async (context) => {
    const shop = shopOf(parts, context);
    const body = await context.json<CreateProductInput & OperationOptions>();
    await carryOut(context, 201, () => withVariants(shop, createProduct(world, shop, body, optionsIn(body))));
  });
  router.post(`${products}/generate`, async (context) => {
    const shop = shopOf(parts, context);
    const body = await context.json<GenerateCatalogueInput>();
    await carryOut(context, 201, () => generateCatalogue(world, shop, body));
  });
  router.put(`${products}/:product`, async (context) => {
    const shop = shopOf(parts, context);
    const body = await context.json<UpdateProductInput & OperationOptions>();
    await carryOut(context, 200, () =>
      withVariants(shop, updateProduct(world, shop, productOf(shop, context), body, optionsIn(body))),
    );
  });
  router.delete(`${products}/:product`, async (context) => {
    const shop = shopOf(parts, context);
    const body = await context.json<OperationOptions>();
    await carryOut(context, 200, () => deleteProduct(world, shop, productOf(shop, context), optionsIn(body)));
  });

  router.get(customers, (context) => context.send(200, [...shopOf(parts, context).customers.values()]));
  router.post(customers, async (context) => {
    const shop = shopOf(parts, context);
    const body = await context.json<CustomerInput & OperationOptions>();
    await carryOut(context, 201, () => createCustomer(world, shop, body, optionsIn(body)));
  });
  router.put(`${customers}/:customer`, async (context) => {
    const shop = shopOf(parts, context);
    const body = await context.json<CustomerInput & OperationOptions>();
    await carryOut(context, 200, () =>
      updateCustomer(world, shop, customerOf(shop, context), body, optionsIn(body)),
    );
  });
  router.delete(`${customers}/:customer`, async (context) => {
    const shop = shopOf(parts, context);
    const body = await context.json<OperationOptions>();
    await carryOut(context, 200, () =>
      deleteCustomer(world, shop, customerOf(shop, context), optionsIn(body)),
    );
  });
}
